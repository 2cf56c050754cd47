// Runs of simulations in threads of their own.
export { type SimulationThreads, simulationThreads } from './simulation-threads.ts'
