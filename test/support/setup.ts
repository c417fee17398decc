import { setup } from './global-setup';

// eslint-disable-next-line no-restricted-syntax -- jest loads the default export
export default setup;
