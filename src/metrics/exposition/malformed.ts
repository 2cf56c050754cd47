/** A fault in the line that is being read; `parseExposition` catches it and adds where it is. */
export class Malformed extends Error {}

/** Ends the reading of a line. */
export function malformed(problem: string): never {
  throw new Malformed(problem)
}
