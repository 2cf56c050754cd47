import { parseRatio, understood } from '../../core/index.ts'
import { permissions } from '../../scaling/index.ts'
import { choice } from '../choice.ts'
import { inputFile, outputFile, switchOption, value } from '../command.ts'
import { durationWithin } from '../duration-within.ts'

/** Of changing a cluster, and of bringing back what was. */
export const changeOptions = {
  dryRun: switchOption(
    '--dry-run',
    'with --kubernetes: show what --apply would change, and ask the cluster whether it would take it',
  ),
  apply: switchOption('--apply', 'change the cluster, after showing what and asking'),
  yes: switchOption('--yes', 'with --apply or --undo: do not ask'),
  allow: {
    ...choice(
      '--allow <what>',
      'of --apply: scale-down beyond --down-at-most, to zero, below a budget, or over foreign field managers; repeatable',
      permissions,
    ),
    repeatable: true as const,
  },
  downAtMost: value(
    '--down-at-most <share>',
    'of --apply: so much of its CPU or memory may a workload lose (50%)',
    parseRatio,
  ),
  rolloutTimeout: value('--rollout-timeout <duration>', 'how long new pods are waited for (10m)', (text) =>
    durationWithin(text, 1, 86_400),
  ),
  rollbackOnFailure: switchOption(
    '--rollback-on-failure',
    'of --apply: bring back what was where pods do not become ready, or --verify fails',
  ),
  verify: value(
    '--verify <duration>',
    'of --apply: watch for so long whether pods, CPU and memory are as predicted',
    (text) => durationWithin(text, 30, 86_400),
  ),
  undo: inputFile('--undo <file>', 'bring back what was, by the undo file of an --apply'),
  undoFile: outputFile(
    '--undo-file <file>',
    'of --apply: write it there (lewis-perf-undo-TIME.json in this folder)',
    understood,
  ),
  audit: outputFile(
    '--audit <file>',
    'of --apply and --undo: add a line for each change to it (~/.local/state/lewis-perf/audit.jsonl)',
    understood,
  ),
}
