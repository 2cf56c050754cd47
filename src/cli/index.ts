// The command line: arguments, terminal, streams and exit codes. The only folder that knows them.
import { version } from './version.ts'

const [word, ...more] = process.argv.slice(2)

// Answered before anything else is loaded: scripts ask for the version again and again.
if (more.length === 0 && (word === '--version' || word === '-V')) {
  process.stdout.on('error', () => {
    process.exitCode = 3
  })
  process.stdout.write(`${version}\n`)
} else await (await import('./run.ts')).run()
