import { measure } from 'mitata'
import { Bench } from 'tinybench'

// The program of a process that measures one function by another engine: node other-engines.mjs ENGINE REFERENCES NAME [CALLS].
// It prints the median of its samples in seconds.

const [engine, file = '', name = '', calls] = process.argv.slice(2)
const { references } = await import(file)
keepBusy(400)
const medianSeconds = await (engine === 'tinybench' ? byTinybench : byMitata)(references[name])
console.log(JSON.stringify({ medianSeconds }))

/** As much as our command works before it measures: on a busy machine the kernel favours who has not worked yet. */
function keepBusy(milliseconds: number): void {
  const end = performance.now() + milliseconds
  while (performance.now() < end);
}

/**
 * mitata's p50. As it comes, a sample is 4096 calls, or a single one of what took more than 65 microseconds when it was cold: then the
 * garbage of a call is collected in another sample, which the median does not see. CALLS asks for samples of another size.
 */
async function byMitata(fn: () => unknown): Promise<number> {
  return (await measure(fn, calls === undefined ? short : { ...short, ...batched(Number(calls)) })).p50 / 1e9
}

/** As long as ours. Some options of its `measure` are not in its types. */
const short: object = { min_cpu_time: 100e6 }

function batched(size: number): object {
  const always = Number.POSITIVE_INFINITY
  return { batch_samples: size, batch_threshold: always, warmup_threshold: always }
}

/** Its p50: every sample is one call. */
async function byTinybench(fn: () => unknown): Promise<number> {
  const bench = new Bench({ time: 100, warmupTime: 100 })
  bench.add('it', fn)
  await bench.run()
  const result = bench.tasks[0]?.result
  if (result?.state !== 'completed') throw new Error(`tinybench ended with ${result?.state}`)
  return result.latency.p50 / 1000
}
