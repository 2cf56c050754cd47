import {
  type Parsed,
  parseByteSize,
  parseDuration,
  parseEndpoint,
  parseNumber,
  parseWhole,
  rejected,
  understood,
} from '../../core/index.ts'
import { inputFile, outputFile, switchOption, value, values } from '../command.ts'
import { durationWithin } from '../duration-within.ts'

/** What is watched. */
const sourceOptions = {
  interval: value('--interval <duration>', 'between two looks, 100ms to 1h (1s)', (text) =>
    durationWithin(text, 0.1, 3600),
  ),
  duration: value('--duration <duration>', 'how long (until Ctrl-C or q)', (text) =>
    durationWithin(text, 0.1, 24 * 86_400),
  ),
  host: value('--host <user@box>', 'watch that machine over ssh in place of this one', parseText),
  via: value('--via <cmd>', "the same through anything that runs sh: 'docker exec -i x sh'", parseText),
  pid: values('--pid <n>', 'also this process with its children; repeatable', (text) =>
    parseWhole(text, { minimum: 1, maximum: 2 ** 31 - 1 }),
  ),
  name: values('--name <name>', 'also all processes of this name; repeatable', parseText),
  url: values('--url <url>', 'also whether this address answers, and how fast; repeatable', parseUrl),
  scrape: values('--scrape <url>', "also a page of metrics (Prometheus), LEWIS's too; repeatable", parseUrl),
  node: values('--node <pid>', 'also the event loop of a Node process (with --attach); repeatable', (text) =>
    parseWhole(text, { minimum: 1, maximum: 2 ** 31 - 1 }),
  ),
  attach: switchOption('--attach', 'may open the inspector of those Node processes, and closes it again'),
}

/** What is kept and shown. */
const recordingOptions = {
  record: outputFile('--record <file>', 'append every tick, as JSON lines', parseText),
  recordSize: value(
    '--record-size <bytes>',
    'begin a new part, and pack the old one, at this size (64MiB)',
    parseRecordSize,
  ),
  recordAge: value('--record-age <duration>', 'and at this age (1d)', (text) =>
    durationWithin(text, 1, 366 * 86_400),
  ),
  recordKeep: value('--record-keep <n>', 'keep so many packed parts (all)', (text) =>
    parseWhole(text, { minimum: 1, maximum: 1e6 }),
  ),
  replay: inputFile('--replay <file>', 'watch a recording in place of a machine'),
  speed: value('--speed <n>', 'of the replay, times as fast as it was, or max (1)', parseSpeed),
}

const serverOptions = {
  serve: {
    ...value('--serve [host:port]', 'a page with live charts (127.0.0.1:8765)', parseListen),
    implied: '127.0.0.1:8765',
  },
  token: value('--token <text>', 'who may see it; needed beyond loopback (better: --token-file)', parseText),
  tokenFile: inputFile('--token-file <file>', 'the same from a file'),
  allowHost: values(
    '--allow-host <name>',
    'also serve where it is asked for by this name; repeatable',
    parseHostName,
  ),
  tlsCert: inputFile('--tls-cert <file>', 'serve by HTTPS: the certificate chain (PEM)'),
  tlsKey: inputFile('--tls-key <file>', 'and its key (PEM)'),
}

/** Who is told of alerts. */
const noticeOptions = {
  silence: values(
    '--silence <rule=duration>',
    'hold an alert back for so long: cpu.usage=2h; repeatable',
    parseSilence,
  ),
  notifyExec: value(
    '--notify-exec <cmd>',
    'run it for each alert, which comes as JSON on its input',
    parseText,
  ),
  notifyWebhook: value('--notify-webhook <url>', 'post the same JSON there', parseEndpoint),
  alertmanager: value('--alertmanager <url>', 'tell an Alertmanager (v2)', parseEndpoint),
}

export const monitorOptions = { ...sourceOptions, ...recordingOptions, ...serverOptions, ...noticeOptions }

function parseText(text: string): Parsed<string> {
  return text.trim() === '' ? rejected('is empty', 'Give it a value, or leave it out.') : understood(text)
}

function parseHostName(text: string): Parsed<string> {
  return /^[A-Za-z0-9.-]{1,253}$/.test(text)
    ? understood(text)
    : rejected('is no host name', 'Give the name without a port: monitor.example.org.')
}

/** The whole text: it may hold credentials. */
function parseUrl(text: string): Parsed<string> {
  const endpoint = parseEndpoint(text)
  return endpoint.ok ? understood(text) : endpoint
}

/** `8765`, `0.0.0.0:8765`, `[::1]:8765`. */
function parseListen(text: string): Parsed<{ address: string; port: number }> {
  const [, bracketed, plain, port] = /^(?:(?:\[([0-9a-fA-F:.]+)\]|([^:[\]\s]+)):)?(\d{1,5})$/.exec(text) ?? []
  const number = Number(port)
  if (port === undefined || number > 65_535)
    return rejected('is no address to listen on', 'Write HOST:PORT, for example 127.0.0.1:8765.')
  return understood({ address: bracketed ?? plain ?? '127.0.0.1', port: number })
}

const leastPart = 4096
/** Larger ones could not be read again: a text holds no more. */
const largestPart = 256 * 2 ** 20

function parseRecordSize(text: string): Parsed<number> {
  const bytes = parseByteSize(text)
  if (!bytes.ok || (bytes.value >= leastPart && bytes.value <= largestPart)) return bytes
  return rejected('is too small or too large for a part', 'Give 4KiB to 256MiB; 64MiB is the default.')
}

function parseSpeed(text: string): Parsed<number> {
  if (text === 'max') return understood(Number.POSITIVE_INFINITY)
  const speed = parseNumber(text.replace(/x$/, ''), { minimum: 0.01, maximum: 1e6 })
  return speed.ok ? speed : rejected(speed.problem, 'Give a number such as 60, or max.')
}

function parseSilence(text: string): Parsed<{ rule: string; seconds: number }> {
  const [, rule, written] = /^([^=]+)=(.+)$/.exec(text) ?? []
  if (rule === undefined || written === undefined)
    return rejected('is no silence', 'Write RULE=DURATION, for example cpu.usage=2h.')
  const seconds = parseDuration(written)
  return seconds.ok ? understood({ rule, seconds: seconds.value }) : seconds
}
