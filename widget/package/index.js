// The element as an npm package, for pages whose bundler brings it. In: nothing. Out: `<wasl-widget agency node>`, defined once; on a server, nothing.
// Never: the node's address: the element's `node` says it.

import { define } from '../loader/whole.js';

if (typeof window !== 'undefined' && typeof HTMLElement !== 'undefined') define('');
