import { OperatorError } from '../core/index.ts'

/** Two options of which one has to go. */
export function contradict(a: string, b: string): OperatorError {
  return new OperatorError({
    sentence: `${a} and ${b} contradict each other.`,
    hint: 'Leave one of them out.',
  })
}
