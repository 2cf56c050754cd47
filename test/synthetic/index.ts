// Machines that no test machine can be: generated trees, each marked as synthetic.
export { syntheticMachines } from './machines.ts'
export { writeTrees } from './write-trees.ts'
