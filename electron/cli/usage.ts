import { SHELVES, type OptionRow } from '../../core/norm/layerRow.ts';
import { LAYERS } from '../../core/norm/layers.ts';
import { QUIZ_KINDS } from '../../core/quiz/question.ts';
import { PRESET_NAMES } from '../../core/report/preset.ts';
import { ownDigits } from '../../core/tensor/formatNumber.ts';
import { optionHelp } from '../../core/texts/options.ts';
import { layerSummary } from '../../core/texts/summaries.ts';

/** Commands of the classroom, for the help. */
const CLASS_COMMANDS = `  lessons [--json]                   the built-in lessons
  lesson ID|FILE.json [--html F.html] [--pdf F.pdf] [--json F.json] [--language en|ko]
         [--worksheet F.pdf] [--questions N] [--kinds …] [--seed S]
                                     a lesson, or a report as one, as one HTML file that needs no network, as
                                     pages, as its document; a worksheet with its key
  quiz --out F [--format moodle|gift|qti|json] [--kinds ${QUIZ_KINDS.slice(0, 3).join(',')},…]
         [--count N] [--seed S] [--language en|ko]
                                     questions for a class by seed: Moodle XML, GIFT, QTI 2.1 (a zip) or data
`;

/** What their flags mean. */
const CLASS_FLAGS = `--kinds of questions: ${QUIZ_KINDS.join(', ')}; all when left
out. The same seed gives the same questions and the same bytes.
`;

const COMMANDS = `normscope: what a normalization layer does to a tensor

  examples [--json]                  the built-in examples
  layers [--json]                    the table of layers with their options
  overview --example ID --out F.png|F.svg|F.json|F.pdf [--family ${SHELVES.join('|')}]
         [--scale 1..4] [--theme light|dark|contrast] [--language en|ko]
                                     every layer that takes the example, in the colours of its statistics
  report --example nlp|image [--layer NAME] [layer options] --out DIR
         [--formats png,svg,json,pdf,md,ipynb,py,gif] [--preset FILE|NAME]
         [--scale 1..4] [--theme light|dark|contrast] [--language en|ko]
         [--pin I,J,…|none] [--step NAME|0..10] [--pool mean|min|max]
         [--layout NLC] [--mode train|eval]
                                     writes DIR/EXAMPLE-LAYER.png, .svg and .json, or the given formats
  report --example all|ID --layer all|NAME --out DIR [as above]
                                     every pair that fits, with index.html and contact-sheet.pdf
  report FILE.json [FILE.json …] --out DIR [--formats …] [--handout NAME] [--input X.npy]
         [--preset FILE|NAME]
         [--scale 1..4] [--theme light|dark|contrast] [--language en|ko]
                                     draws exported JSON again, with the same bytes: DIR/FILE.png, …
  run X.npy --layer NAME [layer options] --out Y.npy
         [--mode train|eval] [--layout NLC] [--convert]
         [--weight W.npy] [--bias B.npy] [--running-mean M.npy] [--running-var V.npy]
         [--gate F] [--mask F] [--style F] [--tau F] [--scale F] [--shift F] (where a layer has them)
         [--num-batches-tracked K] [--json R.json] [--png F.png] [--svg F.svg]
         [--scale 1..4] [--theme light|dark|contrast] [--language en|ko] [--pin I,J,…]
         [--step NAME|0..10] [--pool mean|min|max] [--memory MIB] [--tensor NAME]
         [--csv-header auto|yes|no] [--csv-index auto|yes|no] [--csv-text skip|refuse]
         [--csv-delimiter comma|semicolon|tab|bar|space] [--csv-decimal point|comma]
         [--csv-missing refuse|nan]
                                     runs one layer on a file (.npy, .npz, .safetensors, .pt, .pth, .ckpt, .bin,
                                     .json, .csv)
  run PICTURE [PICTURE …] [--image-size WxH] [--image-scale unit|imagenet] --layer NAME …
                                     on pictures (.png, .jpg, .webp) as one tensor N C H W
  run --make normal|uniform|constant|outlier|offset|padded --shape 4,6,8 [--seed K] [--amount A] --layer NAME …
  run --sentences LINES.txt [--tokens words|characters] [--channels 8] [--seed K] --layer NAME …
                                     on numbers by seed, as torch makes them; on sentences, one a line, as random
                                     embeddings N C L, zeros where they are padded
${CLASS_COMMANDS}  inspect FILE [--against FILE2] [--json]
                                     what is in a checkpoint: tensors, normalization layers, and what is strange
                                     about them; of two files what differs
  verify X Y [--weight F] [--bias F] [--running-mean F] [--running-var F] [--eps E] [--layout NLC]
         [--gate F] [--mask F] [--style F] [--tau F] [--v F] [--mean-weight F] [--var-weight F]
         [--memory MIB] [--json R.json|-] [--png F.png]
         [--scale 1..4] [--theme light|dark|contrast] [--language en|ko]
                                     which layer made Y of X; every F, X and Y may be FILE:NAME. A gate, a mask or a
                                     style is needed to find a layer that takes one
  precision X.npy --layer NAME [layer options] [--type float32|bfloat16|float16]
         [--rounding each|beforeGamma|afterGamma] [--json R.json|-] [as run takes its input]
                                     what the layer would give in another type: the largest error, groups whose
                                     squares overflow or whose eps is lost
  extract FILE [--tensor NAME] [--convert] [--memory MIB] --out Y.npy
                                     one tensor of a file as .npy
  --help, --version

--layout names the dimensions of the input as they lie in the file (run), or reorders an example (report).
--formats: pictures (png, svg, pdf), data (json), the arithmetic as Markdown with LaTeX (md), and a notebook or a program that
recompute it all in PyTorch and assert every number (ipynb, py).
--preset makes up a report: size, resolution, look (light, dark, contrast, print, transparent), title, caption, parts. It is a
file, or ${PRESET_NAMES.join(', ')}.
A gif shows the arithmetic step by step; of the preset same-numbers the numbers on their way into another layout.
With all, what a run before has made in DIR in the same way is left as it is: after a stop the same command goes on.
A JSON document (report, page or handout) holds all that its pictures need. A file that a report is about is looked for
beside it, or is --input; else the values that it lists are taken. --handout puts several views into one: pages of
NAME.pdf, NAME.json, and numbered pictures.
--pin names the cell whose arithmetic the picture shows; a report shows the one in the middle.
--memory bounds the memory for a file (default 512): a .npy file that would take more is read, normalized and
written in chunks, whatever its size. Its picture and report need all of it in memory, as other formats do: raise
the limit.
--tensor names the tensor of a file that holds several, of a PyTorch file by its keys: model.layer1.0.bn1.weight.
--weight, --bias, --running-mean and --running-var take FILE or FILE:NAME, a tensor of a file that holds several.
Integers in them are taken as float32 without --convert, as load_state_dict takes them.
--rounding each rounds after every operation, as a layer written out in tensors of the type does; beforeGamma computes in
float32 and rounds before γ multiplies; afterGamma rounds the output once.
--csv-… say how a table is read where its first lines do not tell; what was taken for what is told on stderr.
--step draws a moment of the arithmetic in place of the result: group, gather, mean, deviation, square, variance,
epsSqrt, divide, scaleShift, allGroups, running, or its number; 4.5 lies between square and variance. It has to be one
of the layer's own: RMSNorm takes no mean.
${CLASS_FLAGS}--pool chooses what a picture of a tensor too large to draw cell by cell shows of each block of values.
--convert takes input of integers or float8 as float32. Options that are not given have PyTorch's defaults.
Exit status: 0 done, 1 bad input, 2 wrong usage.
`;

export function flagOf(option: OptionRow): string {
  if (option.kind === 'boolean')
    return option.name === 'bias' ? '--no-bias' : `--[no-]${option.flag}`;
  const value = {
    integer: 'INT',
    number: 'X',
    sizes: 'A,B,…',
    axes: 'I,J,…',
    choice: (option.values ?? []).join('|'),
  }[option.kind];
  return `--${option.flag} ${value}${option.nullable ? '|none' : ''}`;
}

export function defaultOf(option: OptionRow): string {
  if (option.derive) return 'from the input';
  const { default: value } = option;
  if (typeof value === 'number') return ownDigits(value);
  return value === null ? 'None' : String(value);
}

/** One layer with its options, for `layers` and for the help. */
export function layerText({ name, forms, options }: (typeof LAYERS)[number]): string {
  const inputs = forms.map((form) => form.text).join(' or ');
  const lines = options.map((option) => {
    const help = optionHelp(name, option.name, 'en');
    return `    ${flagOf(option).padEnd(30)} ${help} [${defaultOf(option)}]`;
  });
  return [`${name}  ${inputs}`, `    ${layerSummary(name, 'en')}`, ...lines].join('\n');
}

/** How the command line is used, the layers' options from the table. */
export function usage(): string {
  return `${COMMANDS}\nLayers\n\n${LAYERS.map(layerText).join('\n\n')}\n`;
}
