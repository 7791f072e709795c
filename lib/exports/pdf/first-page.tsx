/** The first page: the whole story. */
import { Text, View } from "@react-pdf/renderer";
import { Fortress } from "@/components/fortress/fortress";
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
import { vector } from "./vector";

/** Wide enough that its words are read, low enough that the rest of the story has room. */
const DRAWN = 700;
const DECISIONS = 4;

interface FirstPageProps {
  summary: Summary;
  sections: readonly SummarySection[];
}

export function FirstPage({ summary, sections }: FirstPageProps) {
  const { title, comment, holdsBack, repaired } = summary;
  return (
    <View>
      <View style={STYLE.head}>
        <Text>Security posture, summarised by Rampart</Text>
        <Text>{periodWords(summary)}</Text>
      </View>
      <Text style={STYLE.title} {...{ bookmark: { title, fit: true } }}>
        {title}
      </Text>
      <Figures summary={summary} />
      {comment.trim() !== "" && <Comment text={comment} />}
      <View style={{ marginTop: 6 }}>
        {vector(<Fortress drawing={drawingOf(summary)} width={DRAWN} id="fortress" />)}
        <Text style={STYLE.legend}>
          Height is points. Stone: proven. Scaffolding: possible, not looked at. Broken edge and open sky:
          failed. Dashes: no evidence. In the bar above, the mark is the target and the dotted line where it
          stood before.
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
  const words = [changeWords(summary), targetWords(summary), managedWords(summary)].filter(Boolean).join(" ");
  return (
    <View style={{ flexDirection: "row", gap: 18, marginTop: 8, alignItems: "center" }}>
      {now && (
        <View style={{ flexDirection: "row", gap: 10, alignItems: "center" }}>
          <Text style={{ fontSize: 38, fontWeight: 600, lineHeight: 1 }}>{score(now.proven)}</Text>
          <View style={{ borderWidth: 1.2, borderRadius: 3, paddingHorizontal: 9, paddingVertical: 2 }}>
            <Text style={{ fontSize: 22, fontWeight: 600, lineHeight: 1.2 }}>{now.grade}</Text>
          </View>
        </View>
      )}
      <View style={{ flex: 1 }}>
        {now && <Range score={now} before={before} />}
        <Text>{[scoreWords(summary), words].filter(Boolean).join(" ")}</Text>
        <Text style={STYLE.soft}>{[hostsWords(summary), endsWords(summary)].filter(Boolean).join(" ")}</Text>
      </View>
    </View>
  );
}
