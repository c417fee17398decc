import { TODAY } from '../../../shared/machine';

/** The rule of cards in force today, as a query of one row. */
export const RULE_TODAY = `(SELECT * FROM card_rule
  WHERE valid_from <= ${TODAY} AND coalesce(valid_to >= ${TODAY}, true) ORDER BY valid_from DESC LIMIT 1)`;
