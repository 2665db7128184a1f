// What is wrong with the draft now, as far as it is time to say so.
import { useDraft } from "./draft"
import { type Problems, problemsOf, requestOf, textProblems } from "./rules"
import { useSubmission } from "./submission"

export function useProblems(): Problems {
  const draft = useDraft()
  const wasTried = useSubmission((state) => state.wasTried)
  const refused = useSubmission((state) => state.refused)
  return { ...(wasTried ? problemsOf(draft) : textProblems(requestOf(draft))), ...refused }
}
