// lewis-perf on another host, for as long as a connection to it lasts.
export { generatorHostCommand } from './host-command.ts'
