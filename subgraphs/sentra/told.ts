/** Fewer people are not told in public: one could know who they are. */
const FEWEST_TOLD = 10;

/** A count of people, for a reader: exact for the centre itself; for others nothing from 1 to 9. */
export function toldCount(isOwnCentre: boolean, people: number): number | null {
  return isOwnCentre || people === 0 || people >= FEWEST_TOLD ? people : null;
}
