// The command line: arguments, terminal, streams and exit codes. The only folder that knows them.
import { run } from './run.ts'

await run()
