import { calendarDay, instanceName, limitText, line, plainName } from './kind.ts'
import { leaf, listOf, mapOf, section } from './schema-section.ts'

/** From which values on diagnose warns and fails. */
export const thresholds = mapOf(
  'Limits of diagnose checks by their id (lewis-perf explain ID shows unit and default).',
  plainName,
  section('The limits of one check.', {
    warn: leaf(limitText, 'The value from which on it warns: 85%, 20ms, 5GiB or a plain number.'),
    fail: leaf(limitText, 'The value from which on it fails.'),
    clear: leaf(limitText, 'The value at which a warning ends.'),
  }),
)

/** Findings that are known and not worth a word until a day. */
export const skip = listOf(
  'Checks that diagnose leaves out, each with its reason and its last day.',
  section('One check that is left out.', {
    id: leaf(plainName, 'The id of the check: disk.space.'),
    instance: leaf(instanceName, 'Only this disk, mount, interface or process: /mnt/archive.'),
    reason: leaf(line(500), 'Why it may be left out.'),
    until: leaf(calendarDay, 'The last day on which it is left out: 2027-03-31.'),
  }),
)
