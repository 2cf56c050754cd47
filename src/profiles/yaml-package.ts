// The one place that names the package: everything else here speaks of documents and nodes.
export {
  type Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  Lexer,
  type Node,
  type Pair,
  parseDocument,
  type Scalar,
  stringify,
  type YAMLError,
  type YAMLSeq,
} from 'yaml'
