import { parseRatio, parseWhole } from '../../core/index.ts'
import { choice } from '../choice.ts'
import { value } from '../command.ts'
import { durationWithin } from '../duration-within.ts'
import { parsePositiveDuration } from '../positive-duration.ts'

const count = (most: number) => (text: string) => parseWhole(text, { minimum: 1, maximum: most })
const upToADay = (text: string) => durationWithin(text, 0, 86_400)

/** What goes wrong. */
const outageOptions = {
  failEvery: value(
    '--fail-every <duration>',
    'an instance fails after so long in the mean',
    parsePositiveDuration,
  ),
  repairTime: value(
    '--repair-time <duration>',
    'and is down for so long in the mean (1m)',
    parsePositiveDuration,
  ),
  zones: value('--zones <n>', 'over which the instances are spread (1)', count(100)),
  loseZoneAt: value('--lose-zone-at <duration>', 'a whole zone fails, so long after the warm-up', (text) =>
    durationWithin(text, 0, 31 * 86_400),
  ),
  slowReturn: value(
    '--slow-return <duration>',
    'from a tenth to all of its share, for an instance that comes back (0s)',
    parsePositiveDuration,
  ),
  loseZoneFor: value(
    '--lose-zone-for <duration>',
    'and is back after so long (the end)',
    parsePositiveDuration,
  ),
}

/** What stands before and behind the instances. */
const neighbourOptions = {
  cacheHits: value(
    '--cache-hits <ratio>',
    'of the requests are answered from a cache, without the database',
    parseRatio,
  ),
  cacheService: value('--cache-service <duration>', 'which takes so long (1ms)', parsePositiveDuration),
  databaseService: value(
    '--database-service <duration>',
    'then a connection of the shared database is held so long',
    parsePositiveDuration,
  ),
  databaseConnections: value(
    '--database-connections <n>',
    'of all instances together (pool_size of the profile for each)',
    count(1e6),
  ),
  scanService: value(
    '--scan-service <duration>',
    'answered requests leave a scan in a message queue, whose workers take so long',
    parsePositiveDuration,
  ),
  scanShare: value('--scan-share <ratio>', 'how many of them do (all)', parseRatio),
  scanWorkers: value('--scan-workers <n>', '(max_concurrent_scans of the profile)', count(1e6)),
  scanQueueLimit: value('--scan-queue-limit <n>', 'places in the queue; more are refused', (text) =>
    parseWhole(text, { minimum: 0, maximum: 1e9 }),
  ),
  redelivery: value(
    '--redelivery <duration>',
    'a scan whose worker failed comes back after so long (at once)',
    parsePositiveDuration,
  ),
}

/** Who changes the number of instances. */
const autoscalerOptions = {
  autoscale: choice(
    '--autoscale <rule>',
    "Kubernetes' HPA (exact), the guide's rule of one step, or target tracking",
    ['hpa', 'guide', 'target-tracking'],
  ),
  minInstances: value('--min-instances <n>', 'never fewer (1)', count(100_000)),
  maxInstances: value(
    '--max-instances <n>',
    'never more (10; with --find-min-instances 1000)',
    count(100_000),
  ),
  targetUtilization: value('--target-utilization <ratio>', 'of the slots (70%)', parseRatio),
  tolerance: value('--tolerance <ratio>', 'hpa: no change so near the target (10%)', parseRatio),
  lookEvery: value('--look-every <duration>', 'between two decisions (15s; guide: 1m)', (text) =>
    durationWithin(text, 1, 3600),
  ),
  metricDelay: value('--metric-delay <duration>', 'so old is what it sees (30s)', upToADay),
  metricWindow: value('--metric-window <duration>', 'and is the mean over so long (1m)', (text) =>
    durationWithin(text, 1, 3600),
  ),
  downAfter: value(
    '--down-after <duration>',
    'fewer only when nothing asked for more for so long (5m; not the guide)',
    (text) => durationWithin(text, 0, 3600),
  ),
  startTime: value('--start-time <duration>', 'until a new instance takes work (30s)', upToADay),
}

export const partOptions = {
  ...outageOptions,
  ...neighbourOptions,
  ...autoscalerOptions,
}
