-- one row per working element, success story and pitfall that a peer review found, to read and to search
-- disclosure: intern
--
-- The full text is for the kernteam; `public_summary` is what the reviewed organisation lets everybody read.
select
    findings.kind,
    findings.theme,
    reviews.finding,
    reviews.public_summary,
    findings.reviewed_id,
    findings.reviewer_id,
    findings.held_on,
    findings.round,
    findings.scope_id,
    findings.level,
    findings.review_id,
    findings.finding_id
from mart.peer_review_findings as findings
inner join core.peer_reviews as reviews
    on
        findings.review_id = reviews.review_id
        and findings.finding_id = reviews.finding_id
where findings.kind in ('werkzaam_element', 'succesverhaal', 'valkuil')
order by findings.theme, findings.kind, findings.held_on, findings.review_id, findings.finding_id
