/** The first page: the whole story. */
import { Text, View } from "@react-pdf/renderer";
import { Fortress } from "@/components/fortress/fortress";
import { fortressSentence, measuresSentence } from "@/components/fortress/sentence";
import type { FortressDrawing } from "@/components/fortress/types";
import { score } from "@/lib/format";
import type { Summary, SummarySection } from "../summary";
import {
  changeWords,
  decidedWords,
  decisionWords,
  endsWords,
  holdsBackWords,
  hostsWords,
  managedWords,
  openWords,
  periodWords,
  repairedWords,
  scoreWords,
  silentWords,
  targetWords,
} from "../summary-words";
import { Comment } from "./comment";
import { drawingOf } from "./drawing";
import { Block, Items } from "./parts";
import { Range } from "./range";
import { STYLE } from "./style";
import { tagged } from "./tag";
import { vector } from "./vector";

/** Wide enough that its words are read, low enough that the rest of the story has room. */
const DRAWN = 700;
const DECISIONS = 4;

const LEGEND =
  "Height is points. Stone: proven. Scaffolding: possible, not looked at. Broken edge and open sky: failed. Dashes: no evidence.";

interface FirstPageProps {
  summary: Summary;
  sections: readonly SummarySection[];
}

export function FirstPage({ summary, sections }: FirstPageProps) {
  const { title, comment, holdsBack, repaired } = summary;
  const drawing = drawingOf(summary);
  return (
    <View>
      <View style={STYLE.head}>
        <Text>Security posture, summarised by Rampart</Text>
        <Text>{periodWords(summary)}</Text>
      </View>
      <Text style={STYLE.title} {...tagged("H1")} {...{ bookmark: { title, fit: true } }}>
        {title}
      </Text>
      <Figures summary={summary} />
      {comment.trim() !== "" && <Comment text={comment} />}
      <View style={{ marginTop: 6 }}>
        <View {...tagged({ type: "Figure", alt: inWords(drawing) })}>
          {vector(<Fortress drawing={drawing} width={DRAWN} id="fortress" />)}
        </View>
        <Text style={STYLE.legend}>
          {LEGEND}
          {summary.score &&
            " In the bar above, the mark is the target and the dotted line where it stood before."}
        </Text>
      </View>
      <View style={STYLE.columns}>
        <View style={STYLE.column}>
          <Block title="What holds it back">
            {holdsBack.length === 0 ? (
              <Text>Nothing that anybody knows of.</Text>
            ) : (
              <Items numbered items={holdsBack.map((one) => holdsBackWords(one, summary))} />
            )}
          </Block>
          <Block title="What is open">
            <Text>{openWords(summary)}</Text>
          </Block>
        </View>
        <View style={STYLE.column}>
          <Block title="What was repaired">
            <Text>{repairedWords(summary)}</Text>
            <Items items={repaired.first.slice(0, 2).map((one) => one.title)} />
          </Block>
          <Block title="Who is silent">
            <Text>{silentWords(summary)}</Text>
          </Block>
        </View>
      </View>
      {sections.includes("decisions") && <Decided summary={summary} />}
    </View>
  );
}

/** What the drawing shows, as a page says it. */
const inWords = (drawing: FortressDrawing): string =>
  [fortressSentence(drawing), measuresSentence(drawing)].filter(Boolean).join(" ");

function Decided({ summary }: { summary: Summary }) {
  const soonest = [...summary.decisions].sort((a, b) => (a.until < b.until ? -1 : 1)).slice(0, DECISIONS);
  return (
    <Block title="What was decided, and when it ends">
      <Text>{decidedWords(summary)}</Text>
      <Items items={soonest.map(decisionWords)} />
    </Block>
  );
}

/** The score, large, and beside it what it means. */
function Figures({ summary }: { summary: Summary }) {
  const { score: now, before } = summary;
  const about = [hostsWords(summary), endsWords(summary)].filter(Boolean).join(" ");
  const words = [changeWords(summary), targetWords(summary), managedWords(summary)].filter(Boolean).join(" ");
  return (
    <View style={{ flexDirection: "row", gap: 18, marginTop: 8, alignItems: "center" }}>
      {now && (
        <View style={STYLE.score} {...tagged("P")}>
          <Text style={STYLE.points} {...tagged({ type: "Span", alt: `${score(now.proven)} points,` })}>
            {score(now.proven)}
          </Text>
          <View style={STYLE.shield}>
            <Text style={STYLE.grade} {...tagged({ type: "Span", alt: `grade ${now.grade}` })}>
              {now.grade}
            </Text>
          </View>
        </View>
      )}
      <View style={{ flex: 1 }}>
        {now && <Range score={now} before={before} />}
        <Text>{[scoreWords(summary), words].filter(Boolean).join(" ")}</Text>
        {about !== "" && <Text style={STYLE.soft}>{about}</Text>}
      </View>
    </View>
  );
}
