/** The parts of oidc-provider in use. */
type OidcModule = typeof import('oidc-provider');

let loaded: OidcModule | undefined;

/**
 * oidc-provider, loaded when the first issuer starts: it takes a third of a second and 25 MB, which a deployment with an
 * issuer of its own need not pay. It announces on the console that it prefers a newer Node; it is tested here on the one
 * we ask for, so that one line is left out.
 */
export function loadOidcProvider(): OidcModule {
  if (loaded) return loaded;
  const output = globalThis.console;
  const { warn } = output;
  output.warn = (...words: unknown[]) => {
    if (!String(words[0]).includes('Unsupported runtime')) warn(...words);
  };
  try {
    // eslint-disable-next-line @typescript-eslint/no-require-imports -- an ES module loaded on demand; import() would need flags under jest
    return (loaded = require('oidc-provider') as OidcModule);
  } finally {
    output.warn = warn;
  }
}
