import { OperatorError } from '../../core/index.ts'

/** One --parameter-list or --parameter-scan: the name and its values. */
export interface Parameter {
  name: string
  values: readonly string[]
}

/** Every combination of values, the first parameter changing fastest; one empty one without parameters. */
export function combinationsOf(parameters: readonly Parameter[]): Record<string, string>[] {
  return parameters.reduce<Record<string, string>[]>(
    (all, { name, values }) => values.flatMap((value) => all.map((one) => ({ ...one, [name]: value }))),
    [{}],
  )
}

/** `text` with each {name} replaced by its value, once. */
export function filledIn(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{([^{}]+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? whole) : whole,
  )
}

/** The values `from`, `from + step` ... up to `to`, with as many decimals as were written. Throws OperatorError (exit 2) on no numbers, a step that leads away or over 10 000 values. */
export function scanParameter(
  name: string,
  [from, to, step = '1']: readonly [string, string, string?],
): Parameter {
  const numbers = [from, to, step].map((text) =>
    /^[+-]?\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN,
  )
  const [first = Number.NaN, last = Number.NaN, by = Number.NaN] = numbers
  const steps = Math.floor((last - first) / by + 1e-9)
  if (!(steps >= 0 && steps < 10_000)) {
    throw new OperatorError({
      sentence: `The parameter ${name} cannot go from ${from} to ${to} by ${step}.`,
      hint: 'Give two numbers and a step that leads from the first to the second in fewer than 10000 steps.',
    })
  }
  const decimals = Math.max(...[from, step].map((text) => text.split('.')[1]?.length ?? 0))
  return {
    name,
    values: Array.from({ length: steps + 1 }, (_, index) => (first + index * by).toFixed(decimals)),
  }
}
