// What works beside a command or a program, for as long as it is asked to.
export { type SimulationThreads, simulationThreads } from './simulation-threads/index.ts'
