/**
 * Compiles the TypeScript tree into dist/ with swc, only the files that changed since the last build.
 *
 * It stands in front of every command (`npm start`, `npm run import`, ...), so that nobody ever runs yesterday's code;
 * with nothing to do it must cost tens of milliseconds, which rules the whole-tree compilers out. Types are checked by
 * `npm run check`, not here.
 *
 *   node tools/build.mjs [program [argument ...]]    runs dist/<program>.js afterwards, in the same process
 */
import { mkdirSync, readdirSync, rmSync, statSync, writeFileSync, existsSync, copyFileSync } from 'node:fs';
import module, { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const out = join(root, 'dist');
const [program, ...args] = process.argv.slice(2);
/** Benches are built when one is run; nobody who only starts the platform waits for them. */
const folders = ['shared', 'subgraphs', 'gateway', 'platform', ...(program?.startsWith('bench/') ? ['bench'] : [])];
/** Files a program reads beside its own code. */
const assets = /\.(graphql|sql|html|css|js)$|^data\.json$/;
const settings = Math.max(...['.swcrc', 'tools/build.mjs'].map((file) => statSync(join(root, file)).mtimeMs));

const seen = new Set();
const stale = [];
for (const folder of folders) {
  for (const entry of filesOf(join(root, folder))) {
    const source = join(entry.parentPath, entry.name);
    if (source.endsWith('.test.ts') || source.endsWith('.d.ts')) continue;
    const isCode = source.endsWith('.ts');
    if (!isCode && !assets.test(entry.name)) continue;
    const target = join(out, relative(root, source)).replace(/\.ts$/, '.js');
    seen.add(target);
    const built = statSync(target, { throwIfNoEntry: false })?.mtimeMs ?? 0;
    if (built < statSync(source).mtimeMs || (isCode && built < settings)) stale.push({ source, target, isCode });
  }
}

for (const folder of folders) {
  for (const entry of filesOf(join(out, folder))) {
    const target = join(entry.parentPath, entry.name);
    if (!seen.has(target.replace(/\.map$/, ''))) rmSync(target);
  }
}

if (stale.length > 0) {
  const { transformFileSync } = await import('@swc/core');
  for (const { source, target, isCode } of stale) {
    mkdirSync(dirname(target), { recursive: true });
    if (!isCode) {
      copyFileSync(source, target);
      continue;
    }
    try {
      const { code, map } = transformFileSync(source, { configFile: join(root, '.swcrc') });
      if (map) writeFileSync(`${target}.map`, map);
      writeFileSync(target, `${code}\n//# sourceMappingURL=${target.split('/').at(-1)}.map\n`);
    } catch (error) {
      // The other files are still built: one broken file should not hide the next.
      console.error(`${relative(root, source)}: ${error.message.split('\n\nCaused by')[0]}`);
      process.exitCode = 1;
    }
  }
}

if (program && !process.exitCode) {
  // Node 22 and later keep compiled code between starts.
  module.enableCompileCache?.();
  const file = join(out, `${program}.js`);
  process.argv = [process.argv[0], file, ...args];
  createRequire(import.meta.url)(file);
}

/** The files below a folder, without installed packages. */
function* filesOf(folder) {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isFile()) yield entry;
    else if (entry.isDirectory() && entry.name !== 'node_modules') yield* filesOf(join(folder, entry.name));
  }
}
