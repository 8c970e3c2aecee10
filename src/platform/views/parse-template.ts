import Handlebars from 'handlebars';

const isolated = 'partials/';

/**
 * A template's syntax tree in which every `{{> partials/… }}` without a context of its own starts from nothing but its
 * named parameters. Handlebars would let a missing parameter fall through to the caller, so a button inside a loop over
 * licenses would take the license's `name`. Layouts and blocks keep the caller's context, because their content needs it.
 */
export function parseTemplate(source: string): hbs.AST.Program {
  const program = Handlebars.parse(source);
  new Isolation().accept(program);
  return program;
}

class Isolation extends Handlebars.Visitor {
  override PartialStatement(partial: hbs.AST.PartialStatement): void {
    const name =
      partial.name.type === 'PathExpression' ? (partial.name as hbs.AST.PathExpression).original : '';
    if (name.startsWith(isolated) && partial.params.length === 0) partial.params.push(nothing(partial.loc));
    super.PartialStatement(partial);
  }
}

function nothing(loc: hbs.AST.SourceLocation): hbs.AST.UndefinedLiteral {
  return { type: 'UndefinedLiteral', loc };
}
