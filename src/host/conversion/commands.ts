import { textAtPlace } from '../arrayPlace.js';
import type { PanelContext } from '../panel.js';
import { subjectInText } from '../subject.js';
import { convertFile } from './convertFile.js';
import { convertForm } from './convertForm.js';
import { convertValues } from './convertValues.js';
import { likelySubject } from './subjectChoice.js';
import { writeProgram } from './writeProgram.js';

/**
 * The commands that convert. They and all that they convert with are a bundle of their own, loaded when somebody first
 * converts something.
 */
export const conversionCommands = {
  /** Converts the values of the array at an `ArrayPlace`, or of what the user looks at. */
  async values({ inspectors }: PanelContext, argument: unknown): Promise<void> {
    const place = await textAtPlace(argument);
    await convertValues(inspectors, place ? subjectInText(place) : await likelySubject(inspectors));
  },

  /** Writes what the user looks at in another form of text. */
  async form({ inspectors }: PanelContext): Promise<void> {
    await convertForm(await likelySubject(inspectors));
  },

  /** Writes a program that computes a quantity of what the user looks at. */
  async program({ inspectors }: PanelContext): Promise<void> {
    await writeProgram(await likelySubject(inspectors));
  },

  /** Writes a file, or the tensor of the inspector in front, as a file of another format. */
  async file({ inspectors }: PanelContext, argument: unknown): Promise<void> {
    await convertFile(inspectors, argument);
  },
};
