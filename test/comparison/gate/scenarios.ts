/** What disturbs a simulated machine: ratios of time, so .03 makes it 3 % slower. */
export interface Scenario {
  /** Slow wandering of the machine: an autoregression of log time, by its standard deviation and its correlation over one second. */
  machineSd: number
  machinePhi: number
  /** What one process has by itself, from its first to its last call. */
  processSd: number
  /** Bursts by others: how many begin in a second. Each costs 10 to 60 %, for three seconds on average. */
  burstsPerSecond: number
  /** The share of processes that are 8 % slower from beginning to end. */
  slowProcesses: number
}

export const burstSeconds = 3
export const slowProcessRatio = 0.08

export const scenarios = {
  quiet: { machineSd: 0.005, machinePhi: 0.9, processSd: 0.005, burstsPerSecond: 0, slowProcesses: 0 },
  ci: { machineSd: 0.03, machinePhi: 0.95, processSd: 0.015, burstsPerSecond: 0.03, slowProcesses: 0 },
  nasty: { machineSd: 0.06, machinePhi: 0.97, processSd: 0.03, burstsPerSecond: 0.06, slowProcesses: 0.2 },
} as const satisfies Record<string, Scenario>

export type ScenarioName = keyof typeof scenarios
export const scenarioNames = Object.keys(scenarios) as ScenarioName[]
