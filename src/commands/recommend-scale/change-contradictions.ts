import { OperatorError } from '../../core/index.ts'
import { contradict } from '../contradict.ts'
import { flagOf } from '../flag-of.ts'
import { type Need, refuseIdle } from '../says-nothing.ts'
import type { RecommendInput } from './options.ts'

const kubernetes: Need[] = [{ key: 'kubernetes', flag: '--kubernetes' }]
const changeable: Need[] = [...kubernetes, { key: 'manifest', flag: '--manifest FILE' }]
const apply: Need[] = [{ key: 'apply', flag: '--apply' }]
const undo: Need = { key: 'undo', flag: '--undo', example: '--undo FILE' }

/** Throws OperatorError (exit 2) where options of --apply, --dry-run and --undo exclude each other, or say nothing. */
export function assertChange(input: RecommendInput): void {
  const changes = input.apply === true || input.dryRun === true || input.undo !== undefined
  if (changes && (input.context?.length ?? 0) > 1)
    throw new OperatorError({
      sentence: 'Several --context cannot be changed in one run.',
      hint: 'Change one after the other: --context NAME once.',
    })
  if (input.undo !== undefined) assertOnlyUndo(input)
  if (input.apply === true && input.dryRun === true) throw contradict('--apply', '--dry-run')
  if ((input.apply === true || input.dryRun === true) && input.emit !== undefined)
    throw contradict('--emit', input.apply === true ? '--apply' : '--dry-run')
  refuseIdle(input, {
    dryRun: changeable,
    apply: changeable,
    yes: [...apply, undo],
    allow: apply,
    downAtMost: [...apply, { key: 'dryRun', flag: '--dry-run' }],
    rolloutTimeout: [...apply, undo],
    rollbackOnFailure: apply,
    verify: apply,
    undoFile: apply,
    audit: [...apply, undo],
  })
  refuseIdle(input, { rolloutTimeout: kubernetes, rollbackOnFailure: kubernetes, verify: kubernetes })
}

const ofUndo: ReadonlySet<string> = new Set([
  'undo',
  'yes',
  'context',
  'kubeconfig',
  'rolloutTimeout',
  'audit',
])

/** An undo file says all there is to say. */
function assertOnlyUndo(input: RecommendInput): void {
  const other = Object.keys(input).find((key) => !ofUndo.has(key))
  if (other !== undefined) throw contradict('--undo', flagOf(other))
}
