/** Days of the calendar, in UTC. */
/** Milliseconds. */
export const DAY = 86_400_000;

/** Whether a time (milliseconds since 1970) is on a later day than another one. */
export const isLaterDay = (earlier: number, later: number): boolean =>
  Math.floor(earlier / DAY) < Math.floor(later / DAY);
