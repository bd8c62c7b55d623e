/**
 * An expression whose private members are looked up as the class body that defines them would: Python turns `self.__x` into
 * `self._Class__x` there, and a debugger's evaluation knows no class. Each such member is looked for under the names of all
 * classes of its owner.
 */
export function unmangled(expression: string): string {
  const owner = String.raw`[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*?`;
  const member = new RegExp(String.raw`(?<![\w.'"])(${owner})\.(__[A-Za-z]\w*?)(?<!__)(?![\w])`, 'g');
  return expression.replace(member, (whole, of: string, name: string) =>
    name.endsWith('__') ? whole : `${lookUp}(__import__('builtins'), ${of}, '${name}')`,
  );
}

/** By the builtins module, since a program may call its variables `type` or `getattr`. */
const lookUp =
  "(lambda b, o, n: b.getattr(o, b.next((m for c in b.type(o).__mro__ for m in ('_' + c.__name__.lstrip('_') + n,) if b.hasattr(o, m)), n)))";
