import { formatQuantity } from '../../report/index.ts'
import type { JudgedFigure } from './host-data.ts'

/** Whether the box is what it was sold as, in one sentence; without a reference, what is missing to say so. */
export function hostHeadline(
  figures: readonly JudgedFigure[],
  sizeFaults: readonly string[],
  profile: string | null,
): string {
  const measured = figures.filter((figure) => figure.measured !== null).length
  if (profile === null) return withoutReference(measured)
  const judged = figures.filter(({ verdict }) => verdict !== null)
  const having = (status: string): JudgedFigure[] =>
    judged.filter(({ verdict }) => verdict?.status === status)
  const [failed, warned, unknown] = [having('fail'), having('warn'), having('unknown')]
  const of = `${formatQuantity(judged.length)} figures`
  if (failed.length > 0 || sizeFaults.length > 0) {
    const faults = [
      ...sizeFaults,
      ...(failed.length > 0
        ? [`${failed.length} of ${of} ${failed.length === 1 ? 'is' : 'are'} far off, ${worst(failed)}`]
        : []),
    ]
    return `This box is not what ${profile} says: ${faults.join('; ')}.`
  }
  if (warned.length > 0)
    return `This box falls short of ${profile} in ${warned.length} of ${of}, ${worst(warned)}.`
  if (unknown.length > 0)
    return `No shortfall against ${profile} was found, but ${unknown.length} of ${of} cannot be told.`
  return `This box is what ${profile} says it is, in all ${of}.`
}

function withoutReference(measured: number): string {
  if (measured === 0) return 'Nothing was measured.'
  return `${measured} figures were measured; whether this box is what it was sold as takes a reference.`
}

function worst(figures: readonly JudgedFigure[]): string {
  const lossOf = ({ better, verdict }: JudgedFigure): number =>
    Math.log(verdict?.ratio ?? 1) * (better === 'lower' ? 1 : -1)
  const [first] = figures.toSorted((a, b) => lossOf(b) - lossOf(a))
  const ratio = formatQuantity(Number((first?.verdict?.ratio ?? 1).toPrecision(2)))
  const lead = figures.length === 1 ? '' : 'most of all '
  return `${lead}${first?.title} at ${ratio} times the reference`
}
