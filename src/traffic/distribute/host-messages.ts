/** What a host that generates load is asked for, a line of JSON each, after the bundle. */
export type ToHost =
  | { kind: 'time' }
  | {
      kind: 'run'
      args: readonly string[]
      /** Its standard input. */
      input: string
      /** Variables on top of its own. */
      environment: Readonly<Record<string, string>>
    }
  | { kind: 'stop' }

/** The first line: so many bytes of the packed one file follow. */
export interface BundleHead {
  bundleBytes: number
}

/** What it says, a line of JSON each. */
export type FromHost =
  | { kind: 'ready' }
  | { kind: 'time'; epochMs: number }
  /** A line that the generator printed. */
  | { kind: 'line'; text: string }
  /** The generator ended; `errors` are its last words. */
  | { kind: 'ended'; exitCode: number | null; errors: string }
