// Signing out, here.
import { useMutation, useQueryClient } from "@tanstack/react-query"
import { LogOut } from "lucide-react"

import { sentence } from "@/api/problems"
import { Button } from "@/ui/Button"
import { complain } from "@/ui/toasts"

import { signOut } from "../auth/signingIn"
import { leave } from "./leave"

export function SignOut({ className }: { className?: string }) {
  const queries = useQueryClient()
  const leaving = useMutation({
    mutationFn: signOut,
    onSuccess: () => leave(queries),
    onError: (failure) => complain(sentence(failure)),
  })
  return (
    <Button
      look="ghost"
      className={className}
      disabled={leaving.isPending}
      onClick={() => leaving.mutate()}
    >
      <LogOut aria-hidden size={18} />
      {leaving.isPending ? "Signing out…" : "Sign out"}
    </Button>
  )
}
