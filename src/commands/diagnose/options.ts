import { type Parsed, parseDuration, parseSkip, parseWhole, rejected, understood } from '../../core/index.ts'
import { inputFile, inputFiles, outputFile, switchOption, value, values } from '../command.ts'

const shortestWindowSeconds = 0.1
const longestWindowSeconds = 3600

export const diagnoseOptions = {
  window: value('--window <duration>', 'time between the two samples (3s)', parseWindow),
  quick: switchOption('--quick', 'one sample: gauges only, rates stay unknown'),
  all: switchOption('--all', 'every finding, not only the top three'),
  checklist: switchOption('--checklist', "the guide's optimisation checklist, item by item"),
  host: values('--host <user@box>', 'diagnose it over ssh; repeatable', parseText),
  hosts: inputFile('--hosts <file>', 'a host a line; what follows a # is left out'),
  via: values('--via <cmd>', "anything that runs sh from its input: 'docker exec -i x sh'", parseText),
  parallel: value('--parallel <n>', 'hosts at a time (8)', (text) =>
    parseWhole(text, { minimum: 1, maximum: 64 }),
  ),
  facts: inputFiles('--facts <file>', 'judge what --save-facts wrote; repeatable'),
  saveFacts: outputFile('--save-facts <file>', 'keep the raw facts, as x.json or x.json.gz', parseText),
  recording: inputFile('--recording <file>', 'a recording of monitor: when its disks will be full'),
  root: values('--root <dir>', 'read a captured tree; a second one is the later sample', parseText),
  inventory: switchOption('--inventory', 'also what the machine is made of, by systeminformation'),
  noExec: switchOption('--no-exec', 'run no other program, also not for network mounts'),
  probeDisk: value('--probe-disk <dir>', 'measure fsync there: writes and removes 1 MiB', parseText),
  skip: values('--skip <id[:instance]>', 'leave a finding out; repeatable', parseSkip),
  accepted: inputFile('--accepted <file>', 'a saved result: its findings are known'),
  diff: switchOption('--diff', 'what changed between two saved results: --diff OLD NEW'),
}

function parseText(text: string): Parsed<string> {
  return text.trim() === '' ? rejected('is empty', 'Give it a value, or leave it out.') : understood(text)
}

function parseWindow(text: string): Parsed<number> {
  const seconds = parseDuration(text)
  if (!seconds.ok) return seconds
  const hint = 'Give 100ms to 1h; 3s is the default, 10s is surer.'
  if (seconds.value < shortestWindowSeconds) return rejected('is too short for a rate', hint)
  return seconds.value > longestWindowSeconds ? rejected('is longer than an hour', hint) : seconds
}
