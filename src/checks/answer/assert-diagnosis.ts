import { type Envelope, OperatorError } from '../../core/index.ts'

/** Throws OperatorError (exit 2) where a saved result, `name` in the message, is not a diagnosis of machines. */
export function assertDiagnosis(name: string, { command, data, error }: Envelope): void {
  const isDiff = Object(data).notYetClear !== undefined
  if (command === 'diagnose' && !isDiff && error === null) return
  throw new OperatorError({
    sentence:
      command === 'diagnose' && error !== null
        ? `${name} holds no diagnosis, for that run ended in an error: ${error.sentence}`
        : `${name} is a result of ${isDiff ? 'diagnose --diff' : command}, where one of diagnose is needed.`,
    hint: 'Give what lewis-perf diagnose wrote with --json, once it had measured.',
  })
}
