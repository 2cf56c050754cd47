import { parseWhole, understood } from '../../core/index.ts'
import { inputFile, inputFiles, value } from '../command.ts'
import { durationWithin } from '../duration-within.ts'

/** Where else what is used can be read from. */
export const inputOptions = {
  top: inputFile(
    '--top <file>',
    'what kubectl top pods printed: what pods use at one moment; - for standard input',
  ),
  live: value('--live <duration>', 'watch this host, or --pid or --process of it, for so long', (text) =>
    durationWithin(text, 5, 14 * 86_400),
  ),
  pid: value('--pid <pid>', 'of --live: this process', (text) =>
    parseWhole(text, { minimum: 1, maximum: 2 ** 22 }),
  ),
  process: value('--process <name>', 'of --live: the processes of this name, together', understood),
  curve: inputFiles(
    '--curve <file>',
    'with --slo: how busy a pod may be, as measured: results of loadtest --watch, one a load or a search, or one of size --model queueing; repeatable',
  ),
}
