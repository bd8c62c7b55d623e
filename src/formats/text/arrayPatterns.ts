/** An index before an item, as in `[2] = 0.5`. */
export const indexLabel = /(\d{1,15})\] {0,2}= ?/y;
/** What follows an index that has no brackets. */
export const labelEnd = / ?[:=]/y;
/** The rest of a type of Go behind its first bracket, as in `[]float32{`. */
export const goType = /\d{0,15}\](?:\[\d{0,15}\]){0,8}([A-Za-z]\w{0,40})\{/y;
/** What Node writes in place of an array that is nested too deep. */
export const cutObject = / ?(?:Array|Object|[A-Z][a-z]{1,9}\d{0,2}Array) ?\]/y;
/** The rest of DevTools' count of items, `(300) [`. */
export const itemCount = /(\d{1,15})\) ?(?=[[…])/y;
/** The count of items behind a type, as in `Float32Array(300) [`, also where the array itself was left out. */
export const itemCountBehindType = /\((\d{1,15})\)(?= ?\[|\s{0,8}[,\]}]|\s{0,8}$)/y;
/** How debuggers state the length of a container that follows. */
export const debuggerLength =
  /(?: of length (?=\d)| with (?=\d)|=(?=\d{1,15} [{(]))(\d{1,15})(?:, capacity \d{1,15}| elements?)?(?: =)? ?/y;
/** The rest of gdb's mark of repeats. */
export const repeatCount = /repeats (\d{1,15}) times>/y;
/** What stands between the name of a member and its array. */
export const memberMark = / ?[=:] ?(?=[[{(])/y;
/** The parameters of a type, as in `Vec<f32>`. */
export const typeParameters = /<[^()[\]{};\n]{0,200}?(?: ?>)+/y;
/** A bracket, perhaps behind a space. */
export const openerAhead = / ?([[({])/y;
/** How many items Node left out. */
export const moreItems = /[\s+]{0,8}(\d{1,15}) more(?: items?)?/y;
