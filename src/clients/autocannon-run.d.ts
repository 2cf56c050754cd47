/** The part of autocannon 9 that this toolkit uses; the package has no types of its own. */
declare module 'autocannon/lib/run.js' {
  import type { Autocannon } from './autocannon.ts'

  const run: Autocannon
  export default run
}
