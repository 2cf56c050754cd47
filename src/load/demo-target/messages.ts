import type { DemoSettings } from '../../traffic/index.ts'

/** What the program of the embedded target is handed as its first argument, in JSON. */
export interface DemoOrder {
  settings: DemoSettings
  seed: number
}

/** What it says once it listens. */
export interface DemoReady {
  port: number
}
