-- terms, and what is held of persons

-- question: terms
select * from meta.terms
order by position;

-- question: register
-- the datasets with what is confidential in each: by the labels of its fields, in both languages
with

confidential as (
    select
        dataset,
        string_agg(label_nl, ', ' order by position) as confidential_nl,
        string_agg(label_en, ', ' order by position) as confidential_en
    from meta.fields
    where privacy = 'conf'
    group by dataset
)

select
    datasets.*,
    confidential.confidential_nl,
    confidential.confidential_en
from meta.datasets as datasets
left join confidential on datasets.dataset = confidential.dataset
order by datasets.persons = '', datasets.label_nl;

-- question: field_meanings
select fields.*
from meta.fields as fields
inner join meta.datasets as datasets on fields.dataset = datasets.dataset
order by datasets.label_nl, fields.position;

-- question: indicator_meanings
-- a figure a row, with the definition that holds now; those of one indicator after each other
select indicators.*
from meta.indicators as indicators
left join meta.codes as themes on indicators.theme = themes.code and themes.code_list = 'indicator_theme'
left join meta.codes as variants on indicators.variants = variants.code_list and indicators.variant = variants.code
where indicators.is_latest
order by themes.position, indicators.title_nl, variants.position;

-- question: persons_held
-- those of whom this edition has rows, under their pseudonyms
select
    (select count(distinct professional_id) from core.placements) as professionals,
    (select count(distinct student_id) from core.student_outcomes) as students;
