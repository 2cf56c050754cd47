// One plan for several generators: a part of it here, or all of it on other hosts.
export { packedCommand } from './packed-command.ts'
export { runOnHosts } from './run-on-hosts.ts'
export { runPart } from './run-part.ts'
