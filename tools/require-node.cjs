/*
 * Says in one line that this Node is too old, before anything is loaded that an old Node cannot even read. Plain old
 * JavaScript for that reason. The programs are CommonJS and use packages that are ES modules only, which Node can
 * require since 20.19 and 22.12. Run as `node -r ./tools/require-node.cjs`.
 */
'use strict';

var version = process.versions.node.split('.');
var major = Number(version[0]);
var minor = Number(version[1]);
var fits = (major === 20 && minor >= 19) || (major === 22 && minor >= 12) || major >= 23;
if (!fits) {
  process.stderr.write(
    'error NODE_VERSION: Node ' + process.versions.node + ' is too old: Berdaya needs 20.19, 22.12 or newer.\n',
  );
  process.exit(1);
}
