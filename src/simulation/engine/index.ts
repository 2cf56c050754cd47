// The event loop: requests, instances, lines, outages and what is measured of them.
export type { Failure, SimulationCounts } from './counts.ts'
export type { SimulationWindow } from './measurements.ts'
export { runSimulation, type SimulationRun } from './run-simulation.ts'
export type { ScanCounts, ScanWindow, SimulationScans } from './scan-measurements.ts'
