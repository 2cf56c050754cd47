import { erlangC, fitUsl } from '../../../src/capacity/index.ts'
import { seededRandom } from '../../../src/core/index.ts'

/** The first call of one law in a fresh process, and the median of later ones, in seconds: the lesser of the clock, which counts what else the machine does, and of the processor, which counts the compiler's threads. */
const calls = 31
const random = seededRandom(1)
const points = Array.from({ length: 360 }, (_, index) => {
  const concurrency = 1 + index
  const exact =
    (1000 * concurrency) / (1 + 0.03 * (concurrency - 1) + 0.0002 * concurrency * (concurrency - 1))
  return { concurrency, throughput: exact * (1 + 0.02 * random.normal()) }
})

function timed(call: () => unknown): { first: number; later: number } {
  const times = Array.from({ length: calls }, () => {
    const [clock, processor] = [performance.now(), process.cpuUsage()]
    call()
    const { user, system } = process.cpuUsage(processor)
    return Math.min((performance.now() - clock) / 1e3, (user + system) / 1e6)
  })
  const later = times.slice(1).sort((a, b) => a - b)
  return { first: times[0] ?? Number.NaN, later: later[later.length >> 1] ?? Number.NaN }
}

console.log(
  JSON.stringify(
    process.argv[2] === 'usl' ? timed(() => fitUsl(points)) : timed(() => erlangC(100_000, 99_000)),
  ),
)
