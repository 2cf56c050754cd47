import { OperatorError } from '../../core/index.ts'
import type { WatchedSpending } from '../../traffic/index.ts'

/** The watched target that is meant; `flag` names it where there are several. Throws OperatorError (exit 2) where it is not clear. */
export function chosenTarget(
  targets: readonly WatchedSpending[],
  of: string | undefined,
  { file, flag }: { file: string; flag: string },
): WatchedSpending {
  const [only, second] = targets
  const names = targets.map(({ name }) => name).join(', ')
  if (of !== undefined) {
    const found = targets.find(({ name }) => name === of)
    if (found !== undefined) return found
    throw new OperatorError({ sentence: `${file} watched no ${of}.`, hint: `It watched ${names}.` })
  }
  if (only !== undefined && second === undefined) return only
  throw new OperatorError({
    sentence: `${file} watched several targets.`,
    hint: `Choose one: ${flag} NAME, of ${names}.`,
  })
}
