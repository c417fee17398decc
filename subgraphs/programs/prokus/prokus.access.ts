import { businessScope } from '../business/business.access';

/** The cases of Prokus a viewer may see, over alias `c`. */
export const prokusScope = businessScope({
  program: 'PROKUS',
  alias: 'c',
  isOf: (family) => `c.family_id = ${family}`,
});
