import { businessScope } from '../business/business.access';

/** The cases of PENA a viewer may see, over alias `c`. */
export const penaScope = businessScope({ program: 'PENA', alias: 'c', isOf: (family) => `c.family_id = ${family}` });
