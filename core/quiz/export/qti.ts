import type { Language } from '../../settings.ts';
import { tell } from '../told.ts';
import {
  chosenOf,
  escapeXml,
  explanationHtml,
  nameOf,
  plainNumber,
  promptHtml,
  type Drawn,
} from './markup.ts';

const NAMESPACE = 'http://www.imsglobal.org/xsd/imsqti_v2p1';
const INSTANCE = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"';
const PACKAGE = 'http://www.imsglobal.org/xsd/imscp_v1p1';

/** A file of the package: its path, and text or bytes. */
export interface PackageFile {
  readonly path: string;
  readonly content: string | Uint8Array;
}

/**
 * A quiz as the files of a QTI 2.1 content package: a manifest, a test, and an item a question.
 * @source IMS Question & Test Interoperability 2.1, Assessment Test, Section and Item Information Model
 */
export function qtiPackage(
  quiz: readonly Drawn[],
  language: Language,
  title: string,
): readonly PackageFile[] {
  return [
    { path: 'imsmanifest.xml', content: manifest(quiz) },
    { path: 'test.xml', content: test(quiz, title) },
    ...quiz.flatMap((one) => [
      { path: `items/${nameOf(one.question)}.xml`, content: item(one, language) },
      ...(one.png ? [{ path: `items/${nameOf(one.question)}.png`, content: one.png }] : []),
    ]),
  ];
}

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>';
const schema = (namespace: string, file: string) =>
  `xmlns="${namespace}" ${INSTANCE} xsi:schemaLocation="${namespace} ${file}"`;
const qti = schema(NAMESPACE, 'http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd');

function manifest(quiz: readonly Drawn[]): string {
  const resource = (id: string, type: string, files: readonly string[], needs: readonly string[]) =>
    [
      `<resource identifier="${id}" type="${type}" href="${files[0]}">`,
      ...files.map((file) => `<file href="${file}"/>`),
      ...needs.map((need) => `<dependency identifierref="${need}"/>`),
      '</resource>',
    ].join('\n');
  const ids = quiz.map(({ question }) => nameOf(question));
  return [
    HEAD,
    `<manifest identifier="normscope-quiz" ${schema(PACKAGE, 'http://www.imsglobal.org/xsd/qti/qtiv2p1/qtiv2p1_imscpv1p2_v1p0.xsd')}>`,
    '<metadata>\n<schema>QTIv2.1 Package</schema>\n<schemaversion>1.0.0</schemaversion>\n</metadata>',
    '<organizations/>',
    '<resources>',
    resource('test', 'imsqti_test_xmlv2p1', ['test.xml'], ids),
    ...quiz.map(({ question, png }) => {
      const file = `items/${nameOf(question)}`;
      return resource(
        nameOf(question),
        'imsqti_item_xmlv2p1',
        [`${file}.xml`, ...(png ? [`${file}.png`] : [])],
        [],
      );
    }),
    '</resources>',
    '</manifest>',
    '',
  ].join('\n');
}

function test(quiz: readonly Drawn[], title: string): string {
  return [
    HEAD,
    `<assessmentTest ${qti} identifier="test" title="${escapeXml(title)}">`,
    '<testPart identifier="part" navigationMode="nonlinear" submissionMode="individual">',
    `<assessmentSection identifier="section" title="${escapeXml(title)}" visible="true">`,
    ...quiz.map(({ question }) => {
      const id = nameOf(question);
      return `<assessmentItemRef identifier="${id}" href="items/${id}.xml"/>`;
    }),
    '</assessmentSection>\n</testPart>\n</assessmentTest>',
    '',
  ].join('\n');
}

function item({ question, png }: Drawn, language: Language): string {
  const id = nameOf(question);
  const numeric = question.answer.type === 'number';
  return [
    HEAD,
    `<assessmentItem ${qti} identifier="${id}" title="${id}" adaptive="false" timeDependent="false" xml:lang="${language}">`,
    ...(numeric ? numericDeclaration(question) : choiceDeclaration(question, language)),
    '<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float"><defaultValue><value>0</value></defaultValue></outcomeDeclaration>',
    '<outcomeDeclaration identifier="FEEDBACK" cardinality="single" baseType="identifier"/>',
    '<itemBody>',
    promptHtml(question, language, png ? `${id}.png` : null),
    numeric
      ? '<p><textEntryInteraction responseIdentifier="RESPONSE" expectedLength="12"/></p>'
      : choiceInteraction(question, language),
    '</itemBody>',
    numeric ? numericProcessing(question) : CHOICE_PROCESSING,
    ...feedback(question, language),
    '</assessmentItem>',
    '',
  ].join('\n');
}

const letter = (i: number) => `A${i + 1}`;

function choiceDeclaration(question: Drawn['question'], language: Language): string[] {
  const right = chosenOf(question, language).flatMap((one, i) => (one.right ? [letter(i)] : []));
  const cardinality = question.answer.type === 'choice' ? 'single' : 'multiple';
  return [
    `<responseDeclaration identifier="RESPONSE" cardinality="${cardinality}" baseType="identifier">`,
    `<correctResponse>${right.map((id) => `<value>${id}</value>`).join('')}</correctResponse>`,
    '</responseDeclaration>',
  ];
}

function choiceInteraction(question: Drawn['question'], language: Language): string {
  const most = question.answer.type === 'choice' ? 1 : 0;
  const choices = chosenOf(question, language).map(
    ({ label }, i) => `<simpleChoice identifier="${letter(i)}">${escapeXml(label)}</simpleChoice>`,
  );
  return [
    `<choiceInteraction responseIdentifier="RESPONSE" shuffle="true" maxChoices="${most}">`,
    ...choices,
    '</choiceInteraction>',
  ].join('\n');
}

const set = (identifier: string, type: string, value: string) =>
  `<setOutcomeValue identifier="${identifier}"><baseValue baseType="${type}">${value}</baseValue></setOutcomeValue>`;

/** The response as declared is worth 1, any other 0. */
const CHOICE_PROCESSING = [
  '<responseProcessing>',
  '<responseCondition>',
  `<responseIf><match><variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></match>${set('SCORE', 'float', '1')}${set('FEEDBACK', 'identifier', 'right')}</responseIf>`,
  `<responseElse>${set('SCORE', 'float', '0')}${set('FEEDBACK', 'identifier', 'wrong')}</responseElse>`,
  '</responseCondition>',
  '</responseProcessing>',
].join('\n');

function numericDeclaration({ answer }: Drawn['question']): string[] {
  if (answer.type !== 'number') return [];
  return [
    '<responseDeclaration identifier="RESPONSE" cardinality="single" baseType="float">',
    `<correctResponse><value>${plainNumber(answer.value)}</value></correctResponse>`,
    '</responseDeclaration>',
  ];
}

/** Within the tolerance of the number it is right, of a mistake's it is told which mistake. */
function numericProcessing({ answer }: Drawn['question']): string {
  if (answer.type !== 'number') return '';
  const near = (value: number) =>
    `<equal toleranceMode="absolute" tolerance="${answer.tolerance} ${answer.tolerance}"><variable identifier="RESPONSE"/><baseValue baseType="float">${plainNumber(value)}</baseValue></equal>`;
  return [
    '<responseProcessing>',
    '<responseCondition>',
    `<responseIf>${near(answer.value)}${set('SCORE', 'float', '1')}${set('FEEDBACK', 'identifier', 'right')}</responseIf>`,
    ...answer.wrong.map(
      ({ value }, i) =>
        `<responseElseIf>${near(value)}${set('FEEDBACK', 'identifier', `wrong${i + 1}`)}</responseElseIf>`,
    ),
    `<responseElse>${set('FEEDBACK', 'identifier', 'wrong')}</responseElse>`,
    '</responseCondition>',
    '</responseProcessing>',
  ].join('\n');
}

function feedback(question: Drawn['question'], language: Language): string[] {
  const { answer } = question;
  const one = (identifier: string, html: string) =>
    `<modalFeedback outcomeIdentifier="FEEDBACK" identifier="${identifier}" showHide="show">${html}</modalFeedback>`;
  const explained = explanationHtml(question, language);
  const mistakes = answer.type === 'number' ? answer.wrong : [];
  return [
    one('right', explained),
    ...mistakes.map(({ why }, i) =>
      one(`wrong${i + 1}`, `<p>${escapeXml(tell(why, language))}</p>\n${explained}`),
    ),
    one('wrong', explained),
  ];
}
