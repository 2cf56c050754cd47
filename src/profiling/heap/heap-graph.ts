/** The objects of a heap and who refers to whom, in typed arrays: an object costs about 21 bytes and a reference 9. */
export interface HeapGraph {
  /** What kinds of objects and of references there are, as V8 names them. */
  nodeTypes: readonly string[]
  edgeTypes: readonly string[]
  /** The object that everything else hangs on. */
  root: number
  nodes: {
    count: number
    /** The index of its kind in `nodeTypes`. */
    type: Uint8Array
    /** The number of its name. */
    name: Uint32Array
    /** The same in all snapshots of a process. */
    id: Uint32Array
    /** Bytes of its own. */
    size: Float64Array
    /** Its references are those from `firstEdge[node]` to before `firstEdge[node + 1]`. */
    firstEdge: Uint32Array
  }
  edges: {
    count: number
    type: Uint8Array
    /** The number of its name, or an index into an array. */
    name: Uint32Array
    to: Uint32Array
  }
  names: {
    /** A name; empty where it was not kept, as that of a string, which is its content. */
    text(index: number): string
    indexOf(text: string): number
    /** By the name of the reference to a value of a WeakMap: the id of the table that it is in. */
    weakTables: ReadonlyMap<number, number>
  }
}

/** Whether references of this kind are named by a number of an array and not by a text. */
export function isNumbered(edgeType: string): boolean {
  return edgeType === 'element' || edgeType === 'hidden'
}
