import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { readSession, signIn, signOut } from './client.js';

const key = ['session'];

/** Who is signed in; null while that is not known. */
export function useSession() {
  const { data, error } = useQuery({ queryKey: key, queryFn: readSession, staleTime: Number.POSITIVE_INFINITY });
  return { session: data ?? null, error };
}

/** Signs in and out. What was shown to one person is forgotten before the next. */
export function useSignIn() {
  const queries = useQueryClient();
  const enter = (session: Awaited<ReturnType<typeof readSession>>) => {
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== key[0] });
    queries.setQueryData(key, session);
  };
  return {
    signIn: useMutation({ mutationFn: signIn, onSuccess: enter }),
    signOut: useMutation({ mutationFn: signOut, onSuccess: enter }),
  };
}
