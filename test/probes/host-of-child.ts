// Run on its own, inside limits that a test has set: prints what gatherHost sees there.
import { gatherHost } from '../../src/probes/index.ts'
import { literalPlatform, rootedFiles, stillClock } from '../worlds.ts'

const world = { files: rootedFiles('/'), platform: literalPlatform(), clock: stillClock() }
process.stdout.write(JSON.stringify(gatherHost(world, { path: '/' })))
