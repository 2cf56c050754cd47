import { maskSecrets, OperatorError } from '../../core/index.ts'

/** Why a source told nothing, from what it threw: without a full stop and without secrets. */
export function reasonIn(cause: unknown): string {
  const said =
    cause instanceof OperatorError ? cause.sentence : cause instanceof Error ? cause.message : String(cause)
  return maskSecrets(said.trim().replace(/\.$/, '')) || 'it failed without a word'
}
