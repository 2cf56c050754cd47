const texts = (keys: readonly string[]) => (value: Record<string, unknown>) =>
  keys.find((key) => typeof value[key] !== 'string') ?? null
const numbersOrNull = (keys: readonly string[]) => (value: Record<string, unknown>) =>
  keys.find((key) => value[key] !== null && typeof value[key] !== 'number') ?? null

/** What keeps a parsed JSON value from being a run of `schema`, as the rest of a sentence; null where it is one. */
export function historyRunProblem(value: unknown, schema: string): string | null {
  if (!isObject(value)) return 'it is no object'
  if (value.schema !== schema) return `its schema is ${JSON.stringify(value.schema ?? null)}`
  const field = texts(['at', 'tool'])(value)
  if (field !== null) return `it has a wrong or missing ${field}`
  if (Number.isNaN(Date.parse(String(value.at)))) return 'its time is none'
  if (value.commit !== null && typeof value.commit !== 'string') return 'it has a wrong or missing commit'
  if (value.machine !== null && !isObject(value.machine)) return 'it has a wrong or missing machine'
  if (!isObject(value.stated) || !Object.values(value.stated).every((item) => typeof item === 'string')) {
    return 'it has a wrong or missing stated'
  }
  if (!Array.isArray(value.benchmarks)) return 'it has no list of benchmarks'
  return value.benchmarks.map(benchmarkProblem).find((problem) => problem !== null) ?? null
}

function benchmarkProblem(value: unknown): string | null {
  if (!isObject(value)) return 'one of its benchmarks is no object'
  const field =
    texts(['group', 'name', 'measure', 'unit'])(value) ?? numbersOrNull(['low', 'high', 'n'])(value)
  if (field !== null) return `one of its benchmarks has a wrong or missing ${field}`
  if (value.better !== 'lower' && value.better !== 'higher') {
    return 'one of its benchmarks has a wrong or missing better'
  }
  return typeof value.value === 'number' ? null : 'one of its benchmarks has a wrong or missing value'
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
