import { UserError } from '../../core/userError.js';
import type { AdapterFamily } from './adapter.js';
import { readAnswer } from './template/answer.js';
import { type DebugTemplate, templateOf } from './template/debugTemplate.js';
import { evaluateTemplate } from './template/evaluateTemplate.js';
import { subjectOf } from './subject.js';

/**
 * Any adapter, by an expression that the user wrote in the settings: `templates` is what stands there, a debug type to each
 * template. What is wrong with one is said when it is used.
 */
export function templateFamily(templates: unknown): AdapterFamily {
  return {
    name: 'Template',
    handles: (debugType) => typeof templates === 'object' && templates !== null && Object.hasOwn(templates, debugType),
    describe: async (frame, target, { signal }) => {
      const subject = subjectOf(target);
      const template: DebugTemplate = templateOf(templates, frame.debugType);
      if (target.expression === undefined) {
        throw new UserError(
          'not-found',
          `The debugger has no expression for ${subject.name}: write one that leads to it in Watch and inspect that.`,
        );
      }
      const text = await evaluateTemplate(frame, template, target.expression, subject, signal);
      return readAnswer(text, template, subject, signal);
    },
  };
}
