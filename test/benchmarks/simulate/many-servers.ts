import { runSimulation, type SimulationModel } from '../../../src/simulation/index.ts'
import { fleetOf, plain } from '../../simulation/models.ts'
import { shapes } from './shapes.ts'

/** One run, timed: a program of its own, so that none is warmed up by another. */
const [shape = '', requests = '', seed = ''] = process.argv.slice(2)
const fleet = shapes[shape]
if (fleet === undefined) throw new Error(`there is no shape ${shape}`)
const ratePerSecond = 0.8 * 16
const model: SimulationModel = {
  ...plain,
  ...fleetOf(fleet),
  arrivals: { kind: 'poisson', ratePerSecond },
  service: { kind: 'exponential', meanSeconds: 1 },
  durationSeconds: Number(requests) / ratePerSecond,
  warmUpSeconds: 0,
}
// Of the processor, all threads of the process together: what else the machine does is left out.
const before = process.cpuUsage()
const run = runSimulation(model, Number(seed))
const { user, system } = process.cpuUsage(before)
const seconds = (user + system) / 1e6
globalThis.gc?.()
const { heapUsed, arrayBuffers } = process.memoryUsage()
console.log(
  JSON.stringify({
    seconds,
    requests: run.counts.completed,
    events: run.events,
    meanSeconds: run.meanResponseSeconds,
    heapBytes: heapUsed + arrayBuffers,
    residentBytes: process.resourceUsage().maxRSS * 1024,
  }),
)
